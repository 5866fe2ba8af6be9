static const char *word_text(const char *word)
{
    return word;
}
