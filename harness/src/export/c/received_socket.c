/* The socket at this place among those that a message passes, or -1 if there are fewer. */
static int received_socket(struct msghdr *message, int place)
{
    for (struct cmsghdr *header = CMSG_FIRSTHDR(message); header != NULL; header = CMSG_NXTHDR(message, header)) {
        int count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        if (header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS) {
            if (place < count)
                return ((int *)CMSG_DATA(header))[place];
            place -= count;
        }
    }
    return -1;
}
