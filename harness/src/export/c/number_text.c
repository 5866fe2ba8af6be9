static const char *number_text(long number)
{
    static char text[24];
    snprintf(text, sizeof text, "%ld", number);
    return text;
}
