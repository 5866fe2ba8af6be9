/* An interface by its index. */
static const char *interface_text(int index)
{
    static char text[24];
    snprintf(text, sizeof text, "%d", index);
    return index == 0 ? "any" : index == (int)if_nametoindex("lo") ? "loopback" : text;
}
