/* Connects a stream socket to the first address of a host that accepts the connection. */
static int create_connection_to(const char *host, int port, const void *source, socklen_t source_length)
{
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *addresses;
    char service[8];
    int s = -1;
    snprintf(service, sizeof service, "%d", port);
    if (getaddrinfo(host, service, &hints, &addresses) != 0)
        return -1;
    for (struct addrinfo *address = addresses; address != NULL && s == -1; address = address->ai_next)
        s = create_connection_from(address->ai_addr, address->ai_addrlen, source, source_length);
    int error = errno;
    freeaddrinfo(addresses);
    errno = error;
    return s;
}
