/* Prints the number in a control message. */
static void print_number(const char *type, const unsigned char *data, size_t length)
{
    int number;
    if (length == 1) {
        printf("{type %s, value %d (1 byte)}", type, *data);
        return;
    }
    printf("{type %s, ", type);
    if (length == sizeof number) {
        memcpy(&number, data, sizeof number);
        printf("value %d}", number);
    } else {
        printf("data ");
        print_data(data, length);
        printf("}");
    }
}

/* Prints a control message. */
static void print_control(const struct cmsghdr *header, size_t length)
{
    const unsigned char *data = CMSG_DATA(header);
    int level = header->cmsg_level, type = header->cmsg_type;
    char ip[INET6_ADDRSTRLEN], local[INET_ADDRSTRLEN], interface[IF_NAMESIZE];
    if (level == SOL_SOCKET && type == SCM_RIGHTS) {
        printf("{type SCM_RIGHTS, sockets %zu}", length / sizeof(int));
    } else if (level == SOL_SOCKET && type == SCM_CREDENTIALS && length >= sizeof(struct ucred)) {
        const struct ucred *sender = (const void *)data;
        printf("{type SCM_CREDENTIALS, own_process %s", sender->pid == getpid() ? "true" : "false");
        printf(", own_user %s", sender->uid == getuid() ? "true" : "false");
        printf(", own_group %s}", sender->gid == getgid() ? "true" : "false");
    } else if (level == SOL_SOCKET && type == SO_TIMESTAMP) {
        printf("{type SCM_TIMESTAMP, size %zu}", length);
    } else if (level == IPPROTO_IP && type == IP_TTL) {
        print_number("IP_TTL", data, length);
    } else if (level == IPPROTO_IP && type == IP_TOS) {
        print_number("IP_TOS", data, length);
    } else if (level == IPPROTO_IPV6 && type == IPV6_HOPLIMIT) {
        print_number("IPV6_HOPLIMIT", data, length);
    } else if (level == IPPROTO_IPV6 && type == IPV6_TCLASS) {
        print_number("IPV6_TCLASS", data, length);
    } else if (level == IPPROTO_IP && type == IP_ORIGDSTADDR) {
        printf("{type IP_ORIGDSTADDR, name ");
        print_address(data, length, length);
        printf("}");
    } else if (level == IPPROTO_IP && type == IP_PKTINFO && length >= sizeof(struct in_pktinfo)) {
        const struct in_pktinfo *info = (const void *)data;
        printf("{type IP_PKTINFO, destination \"%s\", local \"%s\", interface \"%s\"}",
               inet_ntop(AF_INET, &info->ipi_addr, ip, sizeof ip),
               inet_ntop(AF_INET, &info->ipi_spec_dst, local, sizeof local),
               if_indextoname(info->ipi_ifindex, interface));
    } else if (level == IPPROTO_IPV6 && type == IPV6_PKTINFO && length >= sizeof(struct in6_pktinfo)) {
        const struct in6_pktinfo *info = (const void *)data;
        printf("{type IPV6_PKTINFO, destination \"%s\", interface \"%s\"}",
               inet_ntop(AF_INET6, &info->ipi6_addr, ip, sizeof ip), if_indextoname(info->ipi6_ifindex, interface));
    } else {
        printf(level == IPPROTO_IPV6 && type == IPV6_PKTINFO ? "{type IPV6_PKTINFO, data " : "{type %d/%d, data ",
               level, type);
        print_data(data, length);
        printf("}");
    }
}
