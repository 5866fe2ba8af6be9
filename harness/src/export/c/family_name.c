static const char *family_name(int family)
{
    static char number[12];
    switch (family) {
    case AF_UNSPEC: return "AF_UNSPEC";
    case AF_UNIX: return "AF_UNIX";
    case AF_INET: return "AF_INET";
    case AF_INET6: return "AF_INET6";
#ifdef AF_NETLINK
    case AF_NETLINK: return "AF_NETLINK";
    case AF_PACKET: return "AF_PACKET";
#endif
#ifdef AF_VSOCK
    case AF_VSOCK: return "AF_VSOCK";
#endif
    }
    snprintf(number, sizeof number, "%d", family);
    return number;
}
