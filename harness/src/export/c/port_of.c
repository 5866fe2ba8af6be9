/* The port of an address: both families have it in the same place. */
static int port_of(const void *address)
{
    const struct sockaddr_in *in = address;
    if (in->sin_family != AF_INET && in->sin_family != AF_INET6)
        give_up("the step that was to save a port failed, and the next one cannot be done without it");
    return ntohs(in->sin_port);
}
