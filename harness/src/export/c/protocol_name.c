static const char *protocol_name(int protocol)
{
    static char number[12];
    switch (protocol) {
    case IPPROTO_TCP: return "IPPROTO_TCP";
    case IPPROTO_UDP: return "IPPROTO_UDP";
    case IPPROTO_ICMP: return "IPPROTO_ICMP";
    case IPPROTO_ICMPV6: return "IPPROTO_ICMPV6";
    case IPPROTO_SCTP: return "IPPROTO_SCTP";
    }
    snprintf(number, sizeof number, "%d", protocol);
    return number;
}
