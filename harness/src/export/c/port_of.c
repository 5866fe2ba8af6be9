/* The port of an address: both families have it in the same place. */
static int port_of(const void *address)
{
    return ntohs(((const struct sockaddr_in *)address)->sin_port);
}
