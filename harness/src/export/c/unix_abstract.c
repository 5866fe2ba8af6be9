/* Makes the address of an abstract name, and returns its length. */
static socklen_t unix_abstract(struct sockaddr_storage *address, const char *name)
{
    const char *path = in_scratch(name);
    memset(address, 0, sizeof *address);
    address->ss_family = AF_UNIX;
    memcpy((char *)address + offsetof(struct sockaddr_un, sun_path) + 1, path, strlen(path));
    return offsetof(struct sockaddr_un, sun_path) + 1 + strlen(path);
}
