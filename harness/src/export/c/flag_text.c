static const char *flag_text(int flag)
{
    static char text[24];
    snprintf(text, sizeof text, "true (%d)", flag);
    return flag == 0 ? "false" : flag == 1 ? "true" : text;
}
