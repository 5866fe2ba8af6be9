/* Prints the host and the service that getnameinfo returned, or the name of its error. */
static void say_names(const char *step, int error, const char *host, const char *service)
{
    if (error != 0) {
        printf("%s -> %s\n", step, resolver_error(error));
        return;
    }
    int is_port = *service != 0 && strspn(service, "0123456789") == strlen(service);
    printf(is_port ? "%s -> \"%s\", service %s\n" : "%s -> \"%s\", service \"%s\"\n", step, host, service);
}
