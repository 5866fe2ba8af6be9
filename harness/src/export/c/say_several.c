/* Prints what poll returned, and the events of each socket. */
static void say_several(const char *step, int result, const struct pollfd *sockets, const char *const *names, int count)
{
    if (result == -1) {
        say(step, -1);
        return;
    }
    printf("%s -> %d, sockets ", step, result);
    if (count != 1)
        printf("%d records", count);
    for (int i = 0; i < count; i++) {
        printf(count != 1 ? "\n  {socket \"%s\", events " : "{socket \"%s\", events ", names[i]);
        print_events(sockets[i].revents);
        printf("}");
    }
    putchar('\n');
}
