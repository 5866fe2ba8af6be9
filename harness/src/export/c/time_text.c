/* A time, or "false" for none. */
static const char *time_text(struct timeval time)
{
    static char text[40];
    long long micros = time.tv_sec * 1000000LL + time.tv_usec;
    if (micros == 0)
        return "false";
    if (micros % 1000 == 0)
        snprintf(text, sizeof text, "%lld ms", micros / 1000);
    else
        snprintf(text, sizeof text, "%lld us", micros);
    return text;
}
