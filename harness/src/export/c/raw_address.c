/* Makes an address of these bytes. */
static struct sockaddr_storage raw_address(int family, const char *bytes, size_t length)
{
    struct sockaddr_storage address = {.ss_family = family};
    memcpy((char *)&address + sizeof address.ss_family, bytes, length);
    return address;
}
