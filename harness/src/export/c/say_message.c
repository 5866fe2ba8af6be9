/* Prints what was received: data, sender, flags and control messages; or the name of the error. */
static void say_message(const char *step, ssize_t received, const void *data, struct msghdr *message, socklen_t room)
{
    int count = 0;
    if (received == -1) {
        say(step, -1);
        return;
    }
    printf("%s -> ", step);
    print_data(data, received);
    printf(", address ");
    print_address(message->msg_name, message->msg_namelen, room);
    printf(", flags ");
    print_flags(message->msg_flags);
    printf(", ancillary ");
    for (struct cmsghdr *header = CMSG_FIRSTHDR(message); header != NULL; header = CMSG_NXTHDR(message, header))
        count++;
    if (count != 1)
        printf(count == 0 ? "nothing" : "%d records", count);
    for (struct cmsghdr *header = CMSG_FIRSTHDR(message); header != NULL; header = CMSG_NXTHDR(message, header)) {
        size_t left = (char *)message->msg_control + message->msg_controllen - (char *)CMSG_DATA(header);
        size_t length = header->cmsg_len - CMSG_LEN(0);
        if (count > 1)
            printf("\n  ");
        print_control(header, length < left ? length : left);
    }
    putchar('\n');
}
