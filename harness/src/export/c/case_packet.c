    } else if (any->sa_family == AF_PACKET && written >= offsetof(struct sockaddr_ll, sll_addr)) {
        const struct sockaddr_ll *ll = address;
        printf("AF_PACKET protocol 0x%04x interface ", ntohs(ll->sll_protocol));
        printf(ll->sll_ifindex == 0 ? "any" : "%d", ll->sll_ifindex);
        printf(" hardware %d kind %d address %s", ll->sll_hatype, ll->sll_pkttype, ll->sll_halen == 0 ? "none" : "");
        for (int i = 0; i < ll->sll_halen; i++)
            printf("%02x", ll->sll_addr[i]);
