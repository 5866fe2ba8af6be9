/* Sends a file from an offset until nothing is left or enough is sent. The system is asked at least once. */
static long send_file(int s, int file, off_t offset, size_t most)
{
    size_t sent = 0;
    for (;;) {
        ssize_t more = sendfile(s, file, &offset, most > sent ? most - sent : 0x7ffff000);
        if (more == -1)
            return -1;
        sent += more;
        if (more == 0 || sent >= most)
            return sent;
    }
}
