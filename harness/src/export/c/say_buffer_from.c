/* Prints the number of bytes received, the whole buffer and the sender, or the name of the error. */
static void say_buffer_from(const char *step, ssize_t received, const void *buffer, size_t size, const void *address,
                            socklen_t length, socklen_t room)
{
    if (received == -1) {
        say(step, -1);
        return;
    }
    printf("%s -> %zd, buffer ", step, received);
    print_data(buffer, size);
    printf(", address ");
    print_address(address, length, room);
    putchar('\n');
}
