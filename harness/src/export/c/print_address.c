/* Prints an address: family, name, and the length that the call reported. There was room for so much of it. */
static void print_address(const void *address, socklen_t length, socklen_t room)
{
    const struct sockaddr *any = address;
    const unsigned char *bytes = address;
    socklen_t written = length < room ? length : room;
    if (length == 0) {
        printf("none");
        return;
    }
    if (written < sizeof any->sa_family) {
        printf(written == 0 ? "none" : "%02x", written == 0 ? 0 : bytes[0]);
@CASES@    } else {
        printf("%s%s", family_name(any->sa_family), written > 2 ? " " : "");
        for (socklen_t i = 2; i < written; i++)
            printf("%02x", bytes[i]);
    }
    printf(" (%u bytes", (unsigned)length);
    if (written < length)
        printf(", written %u", (unsigned)written);
    printf(")");
}
