/* Prints a service, or "nothing". */
static void say_service(const char *step, const struct servent *service)
{
    if (service == NULL)
        printf("%s -> nothing\n", step);
    else
        printf("%s -> {name \"%s\", port %d, protocol \"%s\"}\n", step, service->s_name, ntohs(service->s_port),
               service->s_proto);
}
