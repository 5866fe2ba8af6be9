/* Makes the address of a path in the folder, and returns its length. */
static socklen_t unix_path(struct sockaddr_storage *address, const char *name)
{
    const char *path = in_scratch(name);
    socklen_t length = offsetof(struct sockaddr_un, sun_path) + strlen(path);
    memset(address, 0, sizeof *address);
    address->ss_family = AF_UNIX;
    memcpy((char *)address + offsetof(struct sockaddr_un, sun_path), path, strlen(path));
    return length < sizeof(struct sockaddr_un) ? length + 1 : length;
}
