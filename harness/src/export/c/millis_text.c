/* A time, or "false" for none. */
static const char *millis_text(unsigned millis)
{
    static char text[24];
    snprintf(text, sizeof text, "%u ms", millis);
    return millis == 0 ? "false" : text;
}
