/* The same by reading the file and sending what was read. */
static long send_pieces(int s, int file, off_t offset, size_t most)
{
    char piece[8192];
    size_t sent = 0;
    for (;;) {
        size_t left = most - sent;
        ssize_t more = pread(file, piece, left < sizeof piece ? left : sizeof piece, offset + sent);
        if (more > 0)
            more = send(s, piece, more, 0);
        if (more == -1)
            return -1;
        sent += more;
        if (more == 0 || sent >= most)
            return sent;
    }
}
