/* Adds a control message. */
static void add_control(struct msghdr *message, int level, int type, const void *data, size_t length)
{
    static long room[512];
    if (message->msg_control == NULL)
        memset(room, 0, sizeof room);
    message->msg_control = room;
    struct cmsghdr *header = (struct cmsghdr *)((char *)room + message->msg_controllen);
    header->cmsg_level = level;
    header->cmsg_type = type;
    header->cmsg_len = CMSG_LEN(length);
    memcpy(CMSG_DATA(header), data, length);
    message->msg_controllen += CMSG_SPACE(length);
}
