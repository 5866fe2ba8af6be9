/* Brings the loopback interface of a new network up, netdevice(7). */
static void raise_loopback(void)
{
    struct ifreq request = {.ifr_name = "lo"};
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    if (s == -1 || ioctl(s, SIOCGIFFLAGS, &request) == -1)
        give_up("the flags of the loopback interface cannot be read");
    request.ifr_flags |= IFF_UP;
    if (ioctl(s, SIOCSIFFLAGS, &request) == -1)
        give_up("the loopback interface cannot be brought up");
    close(s);
}
