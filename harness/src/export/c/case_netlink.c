    } else if (any->sa_family == AF_NETLINK && written >= sizeof(struct sockaddr_nl)) {
        const struct sockaddr_nl *nl = address;
        printf("AF_NETLINK port %u groups 0x%x", nl->nl_pid, nl->nl_groups);
