/* Makes a stream socket and connects it. */
static int create_connection(const void *address, socklen_t length)
{
    int s = socket(((const struct sockaddr *)address)->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (s == -1 || connect(s, address, length) == 0)
        return s;
    int error = errno;
    close(s);
    errno = error;
    return -1;
}
