/* Prints how many messages were sent, and how many bytes of each; or the name of the error. */
static void say_messages_sent(const char *step, int sent, const struct mmsghdr *messages)
{
    if (sent == -1) {
        say(step, -1);
        return;
    }
    printf("%s -> %d, sent ", step, sent);
    if (sent != 1)
        printf(sent == 0 ? "nothing" : "%d records", sent);
    for (int i = 0; i < sent; i++)
        printf(sent == 1 ? "{bytes %u}" : "\n  {bytes %u}", messages[i].msg_len);
    putchar('\n');
}
