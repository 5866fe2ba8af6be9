/* Makes the address of an abstract name, and returns its length. */
static socklen_t unix_abstract(struct sockaddr_storage *address, const char *name, size_t length)
{
    const char *folder = in_scratch("");
    char *path = (char *)address + offsetof(struct sockaddr_un, sun_path) + 1;
    memset(address, 0, sizeof *address);
    address->ss_family = AF_UNIX;
    memcpy(path, folder, strlen(folder));
    memcpy(path + strlen(folder), name, length);
    return offsetof(struct sockaddr_un, sun_path) + 1 + strlen(folder) + length;
}
