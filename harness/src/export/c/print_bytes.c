static void print_bytes(const unsigned char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        printf(isprint(bytes[i]) && bytes[i] != '"' && bytes[i] != '\\' ? "%c" : "\\x%02x", bytes[i]);
}
