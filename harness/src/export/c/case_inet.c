    } else if (any->sa_family == AF_INET && written >= offsetof(struct sockaddr_in, sin_zero)) {
        const struct sockaddr_in *in = address;
        char ip[INET_ADDRSTRLEN];
        printf("AF_INET %s:%d", inet_ntop(AF_INET, &in->sin_addr, ip, sizeof ip), ntohs(in->sin_port));
