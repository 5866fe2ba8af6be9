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

/* Prints an error that waited: what it is, where it comes from, and who caused it. */
static void print_queued_error(const char *type, const unsigned char *data)
{
    static const char *const origins[] = {"NONE", "LOCAL", "ICMP", "ICMP6"};
    const struct sock_extended_err *error = (const void *)data;
    const struct sockaddr *offender = SO_EE_OFFENDER(error);
    int is_of_icmp = error->ee_origin == SO_EE_ORIGIN_ICMP || error->ee_origin == SO_EE_ORIGIN_ICMP6;
    socklen_t length = offender->sa_family == AF_INET6 ? sizeof(struct sockaddr_in6) : sizeof(struct sockaddr_in);
    printf("{type %s, error pending %s", type, error_name(error->ee_errno));
    printf(", origin \"SO_EE_ORIGIN_%s\"", error->ee_origin < 4 ? origins[error->ee_origin] : "OTHER");
    if (is_of_icmp)
        printf(", icmp_type %d, icmp_code %d", error->ee_type, error->ee_code);
    if (offender->sa_family != AF_UNSPEC) {
        printf(", offender ");
        print_address(offender, length, length);
    }
    printf("}");
}

/* The name of an interface; "?" if it has gone. */
static const char *interface_name(unsigned index)
{
    static char name[IF_NAMESIZE];
    return if_indextoname(index, name) == NULL ? "?" : name;
}

/* Prints a control message. */
static void print_control(const struct cmsghdr *header, size_t length)
{
    const unsigned char *data = CMSG_DATA(header);
    int level = header->cmsg_level, type = header->cmsg_type;
    char ip[INET6_ADDRSTRLEN], local[INET_ADDRSTRLEN];
    if (level == SOL_SOCKET && type == SCM_RIGHTS) {
        printf("{type SCM_RIGHTS, sockets %zu}", length / sizeof(int));
    } else if (level == SOL_SOCKET && type == SCM_CREDENTIALS && length >= sizeof(struct ucred)) {
        const struct ucred *sender = (const void *)data;
        printf("{type SCM_CREDENTIALS, own_process %s", sender->pid == getpid() ? "true" : "false");
        printf(", own_user %s", sender->uid == getuid() ? "true" : "false");
        printf(", own_group %s}", sender->gid == getgid() ? "true" : "false");
    } else if (level == SOL_SOCKET && type == SO_TIMESTAMP) {
        printf("{type SCM_TIMESTAMP, size %zu}", length);
    } else if (level == IPPROTO_IP && type == IP_RECVERR && length >= sizeof(struct sock_extended_err)) {
        print_queued_error("IP_RECVERR", data);
    } else if (level == IPPROTO_IPV6 && type == IPV6_RECVERR && length >= sizeof(struct sock_extended_err)) {
        print_queued_error("IPV6_RECVERR", data);
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
               interface_name(info->ipi_ifindex));
    } else if (level == IPPROTO_IPV6 && type == IPV6_PKTINFO && length >= sizeof(struct in6_pktinfo)) {
        const struct in6_pktinfo *info = (const void *)data;
        printf("{type IPV6_PKTINFO, destination \"%s\", interface \"%s\"}",
               inet_ntop(AF_INET6, &info->ipi6_addr, ip, sizeof ip), interface_name(info->ipi6_ifindex));
    } else {
        printf(level == IPPROTO_IPV6 && type == IPV6_PKTINFO ? "{type IPV6_PKTINFO, data " : "{type %d/%d, data ",
               level, type);
        print_data(data, length);
        printf("}");
    }
}
