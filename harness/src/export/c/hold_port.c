/* Finds a port below those that the system chooses from which nobody has, and binds a socket of the other type to it,
   which is returned: no other program that does the same finds it then. */
static int hold_port(int type, struct sockaddr_storage *name, socklen_t *length)
{
    static int tried;
    for (int count = 0; count < 1000; count++) {
        int port = 20000 + 2 * ((getpid() * 7 + tried++) % 5000) + (type == SOCK_STREAM);
        struct sockaddr_in6 any = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
        struct sockaddr_in holder = {.sin_family = AF_INET, .sin_port = htons(port)};
        holder.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        int probe = socket(AF_INET6, type, 0);
        int is_free = probe == -1 || bind(probe, (struct sockaddr *)&any, sizeof any) == 0;
        int s = socket(AF_INET, (type == SOCK_STREAM ? SOCK_DGRAM : SOCK_STREAM) | SOCK_CLOEXEC, 0);
        close(probe);
        if (is_free && bind(s, (struct sockaddr *)&holder, sizeof holder) == 0) {
            *length = sizeof *name;
            getsockname(s, (struct sockaddr *)name, length);
            return s;
        }
        close(s);
    }
    return -1;
}
