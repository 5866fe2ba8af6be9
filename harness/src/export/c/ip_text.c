static const char *ip_text(struct in_addr ip)
{
    return inet_ntoa(ip);
}
