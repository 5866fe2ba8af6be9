/* The same of a call that had less room for the name. */
static void say_address_in_room(const char *step, int result, const void *address, socklen_t length, socklen_t room)
{
    if (result == -1) {
        say(step, -1);
        return;
    }
    printf("%s -> ", step);
    print_address(address, length, room);
    putchar('\n');
}
