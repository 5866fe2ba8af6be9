/* Makes a stream socket, binds it if there is a source, and connects it. */
static int create_connection_from(const void *address, socklen_t length, const void *source,
                                  socklen_t source_length)
{
    int s = socket(((const struct sockaddr *)address)->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (s == -1)
        return -1;
    if ((source == NULL || bind(s, source, source_length) == 0) && connect(s, address, length) == 0)
        return s;
    int error = errno;
    close(s);
    errno = error;
    return -1;
}
