/* Prints the bytes of an option, and the length that the call reported. */
static void say_value(const char *step, int result, const void *value, socklen_t length, socklen_t room)
{
    if (result == -1) {
        say(step, -1);
        return;
    }
    printf("%s -> ", step);
    print_data(value, length < room ? length : room);
    printf(", length %u\n", (unsigned)length);
}
