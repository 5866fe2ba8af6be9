static const char *type_name(int type)
{
    static char number[12];
    switch (type) {
    case SOCK_STREAM: return "SOCK_STREAM";
    case SOCK_DGRAM: return "SOCK_DGRAM";
    case SOCK_SEQPACKET: return "SOCK_SEQPACKET";
    case SOCK_RAW: return "SOCK_RAW";
    }
    snprintf(number, sizeof number, "%d", type);
    return number;
}
