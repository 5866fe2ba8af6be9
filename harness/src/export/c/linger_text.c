/* The time to linger, or "false" for none. */
static const char *linger_text(struct linger linger)
{
    static char text[48];
    if (linger.l_onoff == 0)
        snprintf(text, sizeof text, linger.l_linger == 0 ? "false" : "false (l_linger %d)", linger.l_linger);
    else
        snprintf(text, sizeof text, linger.l_onoff == 1 ? "%d" : "%d (l_onoff %d)", linger.l_linger, linger.l_onoff);
    return text;
}
