static void say_word(const char *step, int result, const char *word)
{
    if (result == -1)
        say(step, -1);
    else
        printf("%s -> %s\n", step, word);
}
