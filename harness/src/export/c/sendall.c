/* Sends all of it, in as many calls as that takes. */
static int sendall(int s, const char *data, size_t length, int flags)
{
    do {
        ssize_t sent = send(s, data, length, flags);
        if (sent == -1)
            return -1;
        data += sent;
        length -= sent;
    } while (length > 0);
    return 0;
}
