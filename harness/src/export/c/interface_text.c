/* An interface by its index. */
static const char *interface_text(int index)
{
    static char text[24];
    snprintf(text, sizeof text, "%d", index);
    if (index == 0)
        return "any";
    if (index == 0xfffff0)
        return "nonexistent";
    return index == (int)if_nametoindex("lo") ? "loopback" : text;
}
