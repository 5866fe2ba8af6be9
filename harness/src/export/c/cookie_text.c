static const char *cookie_text(uint64_t cookie)
{
    static char text[24];
    snprintf(text, sizeof text, "%llu", (unsigned long long)cookie);
    return text;
}
