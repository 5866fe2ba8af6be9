static const char *pending_text(int error)
{
    static char text[40];
    snprintf(text, sizeof text, "pending %s", error_name(error));
    return error == 0 ? "none" : text;
}
