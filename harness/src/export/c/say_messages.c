/* Prints how many messages were received, how many of the other entries are as they were, and the messages. */
static void say_messages(const char *step, int received, const size_t *sizes, const socklen_t *rooms, int count)
{
    int untouched = 0;
    if (received == -1) {
        say(step, -1);
        return;
    }
    for (int i = received; i < count; i++)
        untouched += is_untouched(i, rooms[i]);
    printf("%s -> %d, untouched %d, messages ", step, received, untouched);
    if (received != 1)
        printf(received == 0 ? "nothing" : "%d records", received);
    for (int i = 0; i < received; i++) {
        const struct msghdr *header = &messages[i].msg_hdr;
        printf(received == 1 ? "{data " : "\n  {data ");
        print_data(data[i], messages[i].msg_len < sizes[i] ? messages[i].msg_len : sizes[i]);
        printf(", address ");
        print_address(&names[i], header->msg_namelen, rooms[i]);
        printf(", flags ");
        print_flags(header->msg_flags);
        printf("}");
    }
    putchar('\n');
}
