/* Room for several messages: in every byte there is something that no call writes. */
enum { MOST_MESSAGES = 8, MOST_DATA = 1024, FILLER = 0xa5 };
static struct mmsghdr messages[MOST_MESSAGES];
static struct iovec parts[MOST_MESSAGES];
static struct sockaddr_storage names[MOST_MESSAGES];
static char data[MOST_MESSAGES][MOST_DATA];

static void make_room(const size_t *sizes, const socklen_t *rooms, int count)
{
    memset(messages, 0, sizeof messages);
    memset(names, FILLER, sizeof names);
    memset(data, FILLER, sizeof data);
    for (int i = 0; i < count; i++) {
        parts[i] = (struct iovec){data[i], sizes[i]};
        messages[i].msg_hdr = (struct msghdr){
            .msg_iov = &parts[i], .msg_iovlen = 1, .msg_name = &names[i], .msg_namelen = rooms[i]};
    }
}

/* Whether an entry is as it was before the call. */
static int is_untouched(int entry, socklen_t room)
{
    const struct msghdr *header = &messages[entry].msg_hdr;
    const unsigned char *name = (const void *)&names[entry], *bytes = (const void *)data[entry];
    for (size_t i = 0; i < sizeof names[entry]; i++)
        if (name[i] != FILLER)
            return 0;
    for (int i = 0; i < MOST_DATA; i++)
        if (bytes[i] != FILLER)
            return 0;
    return header->msg_flags == 0 && header->msg_namelen == room;
}
