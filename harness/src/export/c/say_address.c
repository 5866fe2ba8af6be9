/* Prints the name that a call returned, or the name of its error. */
static void say_address(const char *step, int result, const void *address, socklen_t length)
{
    if (result == -1) {
        say(step, -1);
        return;
    }
    printf("%s -> ", step);
    print_address(address, length, length);
    putchar('\n');
}
