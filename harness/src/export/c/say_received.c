/* Prints what was received and from whom, or the name of the error. */
static void say_received(const char *step, ssize_t received, const void *data, const void *address,
                         socklen_t length, socklen_t room)
{
    if (received == -1) {
        say(step, -1);
        return;
    }
    printf("%s -> ", step);
    print_data(data, received);
    printf(", address ");
    print_address(address, length, room);
    putchar('\n');
}
