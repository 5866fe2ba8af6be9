/* An interface by its name. */
static const char *device_text(const char *name)
{
    return *name == 0 ? "any" : strcmp(name, "lo") == 0 ? "loopback" : name;
}
