static struct sockaddr_in6 ipv6(const char *ip, int port)
{
    struct sockaddr_in6 address = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
    inet_pton(AF_INET6, ip, &address.sin6_addr);
    return address;
}
