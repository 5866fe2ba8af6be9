/* Ends the program if what is sent to this address could leave this host: a multicast leaves by the interface that the
   socket was given for them, or by the default route. */
static void stay_here(int s, const void *address)
{
    const struct sockaddr_in *in = address;
    const struct sockaddr_in6 *in6 = address;
    struct in_addr to = {0}, by = {0};
    unsigned index = 0;
    socklen_t size = sizeof by, index_size = sizeof index;
    int stays = 1;
    if (in->sin_family == AF_INET)
        to = in->sin_addr;
    else if (in->sin_family == AF_INET6 && IN6_IS_ADDR_V4MAPPED(&in6->sin6_addr))
        memcpy(&to, &in6->sin6_addr.s6_addr[12], sizeof to);
    else if (in->sin_family == AF_INET6 && IN6_IS_ADDR_MULTICAST(&in6->sin6_addr))
        stays = getsockopt(s, IPPROTO_IPV6, IPV6_MULTICAST_IF, &index, &index_size) == 0 && index == loopback_index();
    if (IN_MULTICAST(ntohl(to.s_addr)))
        stays = getsockopt(s, IPPROTO_IP, IP_MULTICAST_IF, &by, &size) == 0 && by.s_addr == htonl(INADDR_LOOPBACK);
    if (!stays)
        give_up("this multicast would not leave by the loopback interface, and is not sent");
}
