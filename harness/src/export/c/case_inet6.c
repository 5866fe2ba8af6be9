    } else if (any->sa_family == AF_INET6 && written >= sizeof(struct sockaddr_in6)) {
        const struct sockaddr_in6 *in6 = address;
        char ip[INET6_ADDRSTRLEN];
        printf("AF_INET6 [%s]:%d", inet_ntop(AF_INET6, &in6->sin6_addr, ip, sizeof ip), ntohs(in6->sin6_port));
        if (in6->sin6_flowinfo != 0)
            printf(" flowinfo %u", ntohl(in6->sin6_flowinfo));
        if (in6->sin6_scope_id != 0)
            printf(" scope %u", in6->sin6_scope_id);
