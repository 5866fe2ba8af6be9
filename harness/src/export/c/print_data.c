/* Prints bytes in quotes. Of more than 64, only the number is printed, unless all are the same. */
static void print_data(const void *data, size_t length)
{
    const unsigned char *bytes = data;
    int is_long = length > 64;
    if (is_long && memcmp(bytes, bytes + 1, length - 1) != 0) {
        printf("%zu bytes", length);
        return;
    }
    putchar('"');
    print_bytes(bytes, is_long ? 1 : length);
    putchar('"');
    if (is_long)
        printf(" x %zu", length);
}
